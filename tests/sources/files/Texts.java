class Texts {
    static final String A = "Your code \u2019 is \"é\"\n";
    static final String B = """
        Hi
          there\
        """;
    void send(String to, int n) {
        String text = "Hi " + n;
        if (n > 1) { text += " days"; }
        sms.send(to, text + (n == 0 ? "!" : '.'));
    }
}
