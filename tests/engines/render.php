<?php
// One JSON object a line in, one a line out: {"engine", "template", "data"} -> {"out"} or {"error"}.
error_reporting(0);
require '/usr/share/php/Twig/autoload.php';
require '/usr/share/php/Illuminate/View/autoload.php';
foreach (['Filesystem', 'Events'] as $package) {
    if (is_file("/usr/share/php/Illuminate/$package/autoload.php")) {
        require_once "/usr/share/php/Illuminate/$package/autoload.php";
    }
}

// What Twig makes of a template, where a host may have added functions of any name; it need not be PHP that runs.
function compiled(\Twig\Environment $twig, string $template): string
{
    $twig->registerUndefinedFilterCallback(fn($name) => new \Twig\TwigFilter($name, fn($value = '', array $all = []) => '', ['is_variadic' => true]));
    $twig->registerUndefinedFunctionCallback(fn($name) => new \Twig\TwigFunction($name, fn(array $all = []) => '', ['is_variadic' => true]));
    return $twig->compileSource(new \Twig\Source($template, 'message'));
}

function twig(array $request): string
{
    $templates = ['message' => $request['template']] + ($request['partials'] ?? []);
    // HTML escaping is a finding of its own and no part of the bounds.
    $twig = new \Twig\Environment(new \Twig\Loader\ArrayLoader($templates), ['autoescape' => false]);
    if (($request['only'] ?? '') === 'compile') {
        return compiled($twig, $request['template']);
    }
    return $twig->render('message', $request['data']);
}

// A view with all that it extends and includes, as Laravel renders it.
function views(array $request): string
{
    static $number = 0;
    $folder = sys_get_temp_dir() . '/smslint-views-' . getmypid() . '-' . $number++;
    mkdir($folder . '/compiled', 0700, true);
    try {
        foreach ($request['partials'] + ['message' => $request['template']] as $name => $text) {
            file_put_contents("$folder/$name.blade.php", $text);
        }
        $files = new \Illuminate\Filesystem\Filesystem();
        $compiler = new \Illuminate\View\Compilers\BladeCompiler($files, $folder . '/compiled');
        $compiler->setEchoFormat('%s');
        $engines = new \Illuminate\View\Engines\EngineResolver();
        $engines->register('blade', fn() => new \Illuminate\View\Engines\CompilerEngine($compiler, $files));
        $finder = new \Illuminate\View\FileViewFinder($files, [$folder]);
        $factory = new \Illuminate\View\Factory($engines, $finder, new \Illuminate\Events\Dispatcher());
        return $factory->make('message', $request['data'])->render();
    } finally {
        exec('rm -r ' . escapeshellarg($folder));
    }
}

function blade(array $request): string
{
    if (isset($request['partials'])) {
        return views($request);
    }
    static $compiler = null;
    if ($compiler === null) {
        $compiler = new \Illuminate\View\Compilers\BladeCompiler(new \Illuminate\Filesystem\Filesystem(), sys_get_temp_dir());
        $compiler->setEchoFormat('%s');
    }
    $compiled = $compiler->compileString($request['template']);
    if (($request['only'] ?? '') === 'compile') {
        token_get_all($compiled, TOKEN_PARSE); // it is not run
        return '';
    }
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
