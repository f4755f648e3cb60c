import Foundation

let brand = "Acme"
private let footer = " Reply STOP to opt out."

struct OrderTexts {
    static let welcome = "Welcome to Acme, %@! Your account is ready."
    static let table = "orders"
    static let texts: [String: String] = [
        "shipped": "Your parcel is on its way.",
        "lost": "We are sorry: your parcel is lost.",
    ]
    var greeting: String { "Hello \(name), nice to see you." }

    func sendWelcome(user: User) async throws {
        try await twilio.sendSMS(to: user.phone, body: String(format: Self.welcome, user.name))
    }

    func remind(order: Order, to: String) {
        var body = "\(brand): your order \(order.id) is ready"
        if order.isLate {
            body += " and late"
        }
        body += "." + footer
        smsClient.sendSms(to: to, body: body)
        print("Sent a reminder to \(to)")
    }

    func status(order: Order) -> String {
        switch order.state {
        case .paid:
            return "Thanks for your payment of \(order.total)."
        case .sent:
            return "Your parcel is out for delivery."
        default:
            fatalError("There is no text for this state")
        }
    }

    func digest(orders: [Order], phone: String) {
        var text = "Your orders:"
        for each in orders {
            text += "\n- " + each.name
        }
        text.append("\nBye \u{2013} Acme")
        gateway.sendSms(phone, text)
    }

    func lines(to: String, code: String) {
        let lines = ["Your code is \(code)", "Do not share it."]
        sms.send(to: to, body: lines.joined(separator: "\n"))
    }

    func choice(to: String, late: Bool) {
        sms.send(to: to, body: late ? "Your taxi is late." : "Your taxi is here.")
    }

    func publish(phone: String, text: String) {
        sns.publish(PublishInput(message: "Your table is booked for " + text, phoneNumber: phone))
    }

    func raw(to: String, minutes: Int) {
        sms.send(to: to, body: """
            Your "driver" arrives
              in \(minutes) minutes. \
            Be ready.
            """)
        sms.send(to: to, body: #"Your "taxi" is \n here: \#(minutes)"#)
    }

    func translated(to: String) {
        sms.send(to: to, body: i18n.getString("sms.order.ready"))
    }

    func lookup(to: String, kind: String) {
        sms.send(to: to, body: Self.texts[kind])
    }

    func trial(days: Int) -> String {
        let unit = days == 1 ? "day" : "days"
        return "Your trial ends in \(days) \(unit)."
    }
}

enum Alert: String {
    case low = "Your balance is low."
    case empty = "Your balance is empty."
}
