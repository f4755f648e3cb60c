const val A = "Your code \u2019 is \"é\"\n"
fun send(to: String, n: Int) {
    var text = """
        Hi $n ${n + 1}
          there
    """.trimIndent()
    if (n > 1) { text += " days" }
    sms.send(to, when (n) { 1 -> text else -> "é" })
}
