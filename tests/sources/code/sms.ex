defmodule App.Sms do
  import App.Gettext
  @stop "Reply STOP to end"
  def otp(phone, code), do: phone |> deliver("Your code is #{code}. Do not share it.")
  def reminder(%{date: date, phone: phone} = appt) when not is_nil(date) do
    msg =
      "Reminder: #{appt.title} on #{date}. " <>
        @stop

    with {:ok, _} <- Twilio.send_sms(phone, msg) do
      :ok
    else
      {:error, why} -> Logger.error("could not send: #{inspect(why)}")
    end
  end
  def text(:paid), do: gettext("Your invoice is paid.")
  def text(_) do
    Enum.map_join(["a", "b"], ", ", & &1)
  end
end
