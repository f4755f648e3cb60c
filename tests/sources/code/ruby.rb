# Texts of the shop.
class OrderTexts
  BRAND = "Acme"
  FOOTER = " Reply STOP to opt out."
  WELCOME = "Welcome to Acme, %{name}! Your account is ready."
  TABLE = 'orders'
  TEXTS = {
    shipped: "Your parcel is on its way.",
    "lost" => 'We are sorry: your parcel is lost.',
  }.freeze

  def welcome(user)
    @client.messages.create(to: user.phone, from: FROM, body: WELCOME % { name: user.name })
  end

  def remind(order, to)
    body = "#{BRAND}: your order #{order.id} is ready"
    body += " and late" if order.late?
    body << "." << FOOTER
    SmsClient.send_sms(to, body)
    logger.info "Sent a reminder to #{to}"
  end

  def status(order)
    case order.state
    when :paid
      "Thanks for your payment of #{order.total}."
    when :sent then "Your parcel is out for delivery."
    else
      raise ArgumentError, "There is no text for this state"
    end
  end

  def digest(orders, phone)
    text = +"Your orders:"
    orders.each do |order|
      text << "\n- " << order.name
    end
    text << "\nBye \u2013 Acme"
    gateway.send_sms(phone, text)
  end

  def lines(to, code)
    sms.deliver(to: to, body: ["Your code is #{code}", "Do not share it."].join("\n"))
  end

  def choice(to, late)
    send_sms(to, late ? "Your taxi is late." : "Your taxi is here.")
  end

  def publish(phone, text)
    sns.publish(phone_number: phone, message: "Your table is booked for " + text)
  end

  def heredoc(to, minutes)
    send_sms(to, <<~TEXT)
      Your driver arrives
        in #{minutes} minutes.
      Be ready\t.
    TEXT
  end

  def translated(to)
    send_sms(to, I18n.t("sms.order.ready", name: name))
  end

  def trial_text(days)
    unit = days == 1 ? "day" : "days"
    format("Your trial ends in %d %s.", days, unit)
  end

  def lookup(to, kind)
    send_sms(to, TEXTS[kind])
    send_sms(to, TEXTS.fetch(:shipped))
  end

  def guarded(order)
    return "Your order is paid." if order.paid?
    return %q(Your 'order' is open.) unless order.closed?

    %Q(Your order "#{order.id}" is closed.)
  end
end
