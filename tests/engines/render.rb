# One JSON object a line in, one a line out: {"engine", "template", "data"} -> {"out"} or {"error"}.
require "json"
require "erubi"
require "liquid"

ENGINES = {
  # As Rails does it: Erubi with trim, the values as local variables, no HTML escape.
  "erb" => lambda do |request|
    scope = Object.new.instance_eval { binding }
    request["data"].each { |name, value| scope.local_variable_set(name, value) }
    scope.eval(Erubi::Engine.new(request["template"], trim: true, escape: false).src)
  end,
  "liquid" => ->(request) { Liquid::Template.parse(request["template"], error_mode: :lax).render!(request["data"]) },
}.freeze

$stdout.sync = true
$stdin.each_line do |line|
  request = JSON.parse(line)
  answer =
    begin
      { "out" => ENGINES.fetch(request["engine"]).call(request).to_s }
    rescue Exception => error # a template may raise anything at all
      { "error" => "#{error.class}: #{error.message}"[0, 500].scrub }
    end
  puts JSON.generate(answer)
end
