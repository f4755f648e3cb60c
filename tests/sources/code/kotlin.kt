package com.acme.shop

import com.twilio.rest.api.v2010.account.Message

const val BRAND = "Acme"
private const val FOOTER = " Reply STOP to opt out."

object OrderTexts {
    const val WELCOME = "Welcome to Acme, %s! Your account is ready."
    const val TABLE = "orders"
    private val TEXTS = mapOf(
        "shipped" to "Your parcel is on its way.",
        "lost" to "We are sorry: your parcel is lost.",
    )

    fun welcome(user: User) {
        Message.creator(PhoneNumber(user.phone), FROM, WELCOME.format(user.name)).create()
    }

    fun remind(order: Order, to: String) {
        var body = "$BRAND: your order ${order.id} is ready"
        if (order.late) {
            body += " and late"
        }
        body += "." + FOOTER
        smsClient.sendSms(to, body)
        log.info("Sent a reminder to $to")
    }

    fun status(order: Order): String = when (order.state) {
        State.PAID -> "Thanks for your payment of ${order.total}."
        State.SENT -> "Your parcel is out for delivery."
        else -> throw IllegalStateException("There is no text for this state")
    }

    fun digest(orders: List<Order>, phone: String) {
        val text = buildString {
            append("Your orders:")
            for (each in orders) {
                append("\n- ").append(each.name)
            }
            append("\nBye \u2013 Acme")
        }
        gateway.sendSms(phone, text)
    }

    fun lines(to: String, code: String) {
        sms.send(to, listOf("Your code is $code", "Do not share it.").joinToString("\n"))
    }

    fun choice(to: String, late: Boolean) {
        sms.send(to, if (late) "Your taxi is late." else "Your taxi is here.")
    }

    fun publish(phone: String, text: String) {
        sns.publish(PublishRequest.builder().phoneNumber(phone).message("Your table is booked for " + text).build())
    }

    fun raw(to: String, minutes: Int) {
        sms.send(to, """
            Your "driver" arrives
              in $minutes minutes.
        """.trimIndent())
    }

    fun translated(to: String) {
        sms.send(to, i18n.getMessage("sms.order.ready"))
    }

    fun lookup(to: String, kind: String) {
        sms.send(to, TEXTS[kind])
    }

    fun trial(days: Int): String {
        val unit = if (days == 1) "day" else "days"
        return "Your trial ends in $days $unit."
    }

    fun named(to: String, user: User?) {
        sendSms(to = to, body = "Hi ${user?.name ?: "there"}, it costs \$5.")
    }
}
