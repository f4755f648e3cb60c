class Texts {
    const string A = "Your code \u2019 is \"é\"\n", B = @"It ""is""";
    string C => $"Hi {Name,5:x} {{";
    void Send(string to, int n) {
        var text = $"""
            Hi {n}
              there
            """;
        foreach (var each in n) text += string.Format("{0} days", each);
        sms.Send(to, text switch { 1 => "é", _ => text });
    }
}
