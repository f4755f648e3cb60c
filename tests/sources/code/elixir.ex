defmodule Shop.OrderTexts do
  @moduledoc "Texts of the shop."

  @brand "Acme"
  @footer " Reply STOP to opt out."
  @welcome "Welcome to Acme! Your account is ready."
  @table "orders"
  @texts %{
    shipped: "Your parcel is on its way.",
    lost: "We are sorry: your parcel is lost."
  }

  def welcome(user) do
    ExTwilio.Message.create(to: user.phone, from: @from, body: @welcome)
  end

  def remind(order, to) do
    body = "#{@brand}: your order #{order.id} is ready"
    body = if order.late, do: body <> " and late", else: body
    body = body <> "." <> @footer
    SmsClient.send_sms(to, body)
    Logger.info("Sent a reminder to #{to}")
  end

  def status(order) do
    case order.state do
      :paid -> "Thanks for your payment of #{order.total}."
      :sent -> "Your parcel is out for delivery."
      _ -> raise ArgumentError, "There is no text for this state"
    end
  end

  def digest(name, phone) do
    text =
      ["Your orders:", "- #{name}", "Bye \u2013 Acme"]
      |> Enum.join("\n")

    Gateway.send_sms(phone, text)
  end

  def lines(to, code) do
    sms = "Your code is " <> code <> "\nDo not share it."
    SmsClient.send_sms(to, sms)
  end

  def choice(to, late) do
    send_sms(to, if(late, do: "Your taxi is late.", else: "Your taxi is here."))
  end

  def publish(phone, text) do
    ExAws.SNS.publish("Your table is booked for " <> text, phone_number: phone)
  end

  def heredoc(to, minutes) do
    send_sms(to, """
    Your "driver" arrives
      in #{minutes} minutes.
    """)
  end

  def sigil(to, day), do: send_sms(to, ~s(Your "table" is booked for #{day}\n))

  def translated(to) do
    send_sms(to, Gettext.gettext(Shop.Gettext, "sms.order.ready"))
  end

  def lookup(to, kind) do
    send_sms(to, @texts[kind])
  end

  def trial(days) do
    cond do
      days == 1 -> "Your trial ends tomorrow."
      true -> "Your trial ends in #{days} days."
    end
  end

  def level(:low), do: "Your balance is low."
  def level(:empty), do: "Your balance is empty."
end
