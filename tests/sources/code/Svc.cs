public record Msg(string To, string Body);
public class Svc {
    private readonly ISmsSender _sms;
    public Svc(ISmsSender sms) => _sms = sms;
    public Task Confirm(Booking b) => _sms.SendAsync(b.Phone, $"Booking {b.Id} is confirmed for {b.Date:d}.");
    public async Task Cancel(Booking b, bool refund) {
        var sb = new StringBuilder();
        sb.Append($"Booking {b.Id} is cancelled.");
        if (refund) sb.Append(" You get your money back.");
        else { sb.Append(" There is no refund."); }
        try { await _sms.SendAsync(b.Phone, sb.ToString()); }
        catch (Exception ex) { _logger.LogError(ex, "Could not send the text"); throw; }
    }
    private static string Body(Kind k) => k switch { Kind.A => "Text for kind A", Kind.B => Resources.KindB, _ => "" };
    public void Sns(string to) {
        var request = new PublishRequest { Message = "Your pin was changed", PhoneNumber = to };
        client.PublishAsync(request);
    }
    [HttpGet("/send this")] public string Get() => "ok";
}
