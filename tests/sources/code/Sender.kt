class Sender(private val client: SmsClient) {
    companion object { const val STOP = "Reply STOP to end" ; private const val TAG = "Sender" }
    suspend fun remind(a: Appointment) = client.sendSms(
        to = a.phone,
        body = "Reminder: ${a.title} on ${a.date.format(DateTimeFormatter.ofPattern("dd MMM"))}. $STOP",
    )
    fun text(kind: Kind, name: String?): String {
        val who = name ?: "customer"
        return when (kind) {
            Kind.A -> "Dear $who, your bill is ready"
            Kind.B -> {
                val x = compute()
                "Dear $who, you owe $x"
            }
        }
    }
    fun all(users: List<User>) {
        for (u in users) {
            val msg = StringBuilder("Hi ${u.name}")
            if (u.vip) msg.append(", thanks for being a VIP")
            client.sendSms(u.phone, msg.toString())
        }
    }
}
