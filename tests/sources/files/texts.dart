class Texts {
  static const a = 'Your code \u2019 is \'é\'\n';
  void send(String to, int n) {
    var text = '''
Hi $n ${n + 1}''' r'\n';
    if (n > 1) { text += " days"; }
    sms.send(to, n == 0 ? text : 'é');
  }
}
