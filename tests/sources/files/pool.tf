resource "aws_cognito_user_pool" "pool" {
  name                       = "acme" # not a message
  sms_authentication_message = "Acme: {####} is your \"code\""
  verification {
    sms_message = <<-EOT
      Hi ${var.brand},
      your code: {####}
    EOT
  }
  tags = ["a", var.x, upper("b")]
}
