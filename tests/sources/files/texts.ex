defmodule Texts do
  @a "Your code \u2019 is \"é\"\n"
  def send(to, n) do
    text = """
    Hi #{n}
      there
    """
    text = if n > 1, do: text <> " days", else: text
    Sms.send_sms(to, text <> ~s(é))
  end
end
