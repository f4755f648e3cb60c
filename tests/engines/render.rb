# One JSON object a line in, one a line out: {"engine", "template", "data"} -> {"out"} or {"error"}.
require "json"
require "erubi"
require "liquid"

# As active_support/core_ext says. Without `blank?`, which Liquid would ask.
class String
  def present? = !match?(/\A[[:space:]]*\z/)
  def presence = present? ? self : nil
  def squish = gsub(/[[:space:]]+/, " ").strip
  def html_safe = self
end

# A binding that sees nothing of this file, and renders partials as Rails does: each sees only what is passed to it.
def empty_binding(parts)
  receiver = Object.new
  receiver.define_singleton_method(:render) do |name = nil, partial: name, locals: {}, **more|
    render_erb(parts.fetch(partial), locals.merge(more), parts)
  end
  receiver.instance_eval { binding }
end

# As Rails does it: Erubi with trim, the values as local variables, no HTML escape; what a template returns is its text.
def render_erb(template, data, parts)
  scope = empty_binding(parts)
  data.each { |name, value| scope.local_variable_set(name, value) }
  scope.eval("lambda do\n#{Erubi::Engine.new(template, trim: true, escape: false).src}\nend").call.to_s
end

# Whether the Ruby of a template compiles. Rails reads an output that ends with a block, so such an output is code here.
def compile_erb(template)
  blocks = template.gsub(/<%==?(?=(?:(?!%>).)*(?:\bdo|\{)\s*(?:\|[^|]*\|)?\s*-?%>)/m, "<% _buf <<")
  RubyVM::InstructionSequence.compile(Erubi::Engine.new(blocks, trim: true, escape: false).src)
  ""
end

ENGINES = {
  "erb" => lambda do |request|
    next compile_erb(request["template"]) if request["only"] == "compile"

    render_erb(request["template"], request["data"], request["partials"] || {})
  end,
  "liquid" => lambda do |request|
    parts = request["partials"] || {}
    files = Object.new
    files.define_singleton_method(:read_template_file) { |name, *| parts.fetch(name) }
    template = Liquid::Template.parse(request["template"], error_mode: (request["mode"] || "lax").to_sym)
    template.render!(request["data"], registers: { file_system: files })
  end,
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
