class Texts
  A = "Your code \u2019 is \"é\"\n"
  def send_text(to, n)
    text = <<~TEXT
      Hi #{n}
        there
    TEXT
    text << 'it''s' if n > 1
    sms.deliver(to: to, body: text + %w[a b].join(", "))
  end
end
