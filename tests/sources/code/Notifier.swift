final class Notifier {
    private let footer = "Reply STOP to end"
    func welcome(_ user: User) {
        let text = """
        Hi \(user.name),
        welcome to Acme. \(footer)
        """
        client.sendSMS(to: user.phone, message: text)
    }
    func body(for order: Order) -> String {
        if order.isPaid {
            return "Order \(order.id) is paid."
        } else if let due = order.due {
            return "Order \(order.id) is due on \(due)."
        }
        return "Order \(order.id) is open."
    }
    func send(_ code: String, to phone: String) async {
        do { try await Twilio.shared.messages.create(to: phone, body: String(format: NSLocalizedString("Your code is %@", comment: "otp"), code)) } catch { print("could not send it") }
    }
}
