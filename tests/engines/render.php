<?php
// One JSON object a line in, one a line out: {"engine", "template", "data"} -> {"out"} or {"error"}.
error_reporting(0);
require '/usr/share/php/Twig/autoload.php';
require '/usr/share/php/Illuminate/View/autoload.php';
if (is_file('/usr/share/php/Illuminate/Filesystem/autoload.php')) {
    require_once '/usr/share/php/Illuminate/Filesystem/autoload.php';
}

function twig(array $request): string
{
    $templates = ['message' => $request['template']] + ($request['partials'] ?? []);
    // HTML escaping is a finding of its own and no part of the bounds.
    $twig = new \Twig\Environment(new \Twig\Loader\ArrayLoader($templates), ['autoescape' => false]);
    return $twig->render('message', $request['data']);
}

function blade(array $request): string
{
    static $compiler = null;
    if ($compiler === null) {
        $compiler = new \Illuminate\View\Compilers\BladeCompiler(new \Illuminate\Filesystem\Filesystem(), sys_get_temp_dir());
        $compiler->setEchoFormat('%s');
    }
    $compiled = $compiler->compileString($request['template']);
    return (static function (string $__compiled, array $__data): string {
        extract($__data);
        $__env = new class {
            private array $loops = [];
            public function addLoop($data): void { $this->loops[] = $data; }
            public function incrementLoopIndices(): void {}
            public function getLastLoop() { return null; }
            public function popLoop(): void { array_pop($this->loops); }
        };
        $level = ob_get_level();
        ob_start();
        try {
            eval("?>\n" . $__compiled); // PHP takes the line break behind its own sign, and no other
            return ob_get_clean();
        } catch (\Throwable $error) {
            while (ob_get_level() > $level) {
                ob_end_clean();
            }
            throw $error;
        }
    })($compiled, $request['data']);
}

while (($line = fgets(STDIN)) !== false) {
    $request = json_decode($line, true);
    try {
        $answer = ['out' => $request['engine'] === 'twig' ? twig($request) : blade($request)];
    } catch (\Throwable $error) {
        $answer = ['error' => substr(get_class($error) . ': ' . $error->getMessage(), 0, 500)];
    }
    fwrite(STDOUT, json_encode($answer, JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
}
