struct Texts {
    static let a = "Your code \u{2019} is \"é\"\n"
    func send(to: String, n: Int) {
        var text = """
            Hi \(n)
              there
            """
        if n > 1 { text += #" days \#(n)"# }
        sms.send(to: to, body: text + "é")
    }
}
