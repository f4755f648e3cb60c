<?php

use App\Models\SmsTemplate;

class SmsSeeder extends Seeder
{
    const GREETING = 'It\'s me';

    public function run(): void
    {
        // 'not this'
        SmsTemplate::create([
            'key' => 'otp',
            'body' => "Hi {$user->name}, " . 'code: :code' . ($late ? ' now' : ''),
        ]);
        return <<<EOT
            Hello $name
              there
            EOT;
    }
}
