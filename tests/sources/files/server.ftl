# Codes
-brand = Acme
otp = { -brand }: { $code } is
    your code{"."}
items = { $n ->
    [one] One item
   *[other] { $n } items
} left
    .label = Items
