class SmsJob < ApplicationJob
  queue_as :default
  validates :name, presence: { message: "must be given here" }
  TEMPLATES = { welcome: "Welcome, %{name}!", bye: "Good bye, %{name}. See you" }.freeze

  def perform(user, kind)
    text = format(TEMPLATES.fetch(kind), name: user.name)
    text = "#{text} Reply STOP to opt out" if user.marketing?
    Twilio::REST::Client.new(sid, token).messages.create(
      from: ENV.fetch("FROM"), to: user.phone,
      body: text
    )
  rescue Twilio::REST::RestError => e
    Rails.logger.error("could not send: #{e.message}")
  end

  private

  def body_for(order)
    parts = []
    parts << "Order #{order.id} confirmed."
    parts << "Paid with #{order.card}." if order.card
    parts << "Thanks!"
    parts.join(" ")
  end

  def sns(user)
    Aws::SNS::Client.new.publish(phone_number: user.phone, message: body_for(user.order))
  end

  def message
    I18n.t("sms.reminder", date: l(date))
  end
end
