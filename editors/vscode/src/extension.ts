// A thin client: it starts `smslint server`, and hands it the settings. Everything else is the server's.

import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

const SECTION = "smslint";
let client: LanguageClient | undefined;

/** The program of the setting, with the folder of the workspace in place of its name. */
function program(): string {
  const stated = vscode.workspace.getConfiguration(SECTION).get<string>("path") || "smslint";
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  return stated.replaceAll("${workspaceFolder}", folder);
}

/** The settings that the server reads. */
function settings(): Record<string, unknown> {
  const { codeLens, inlayHints, severity } = vscode.workspace.getConfiguration(SECTION);
  return { codeLens, inlayHints, severity };
}

async function start(): Promise<void> {
  const server: ServerOptions = { command: program(), args: ["server"] };
  const options: LanguageClientOptions = {
    // The server checks only what smslint.yaml names as messages, in whatever language they are written.
    documentSelector: [{ scheme: "file" }],
    initializationOptions: settings(),
  };
  client = new LanguageClient(SECTION, "smslint", server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      `smslint does not start (${why}). Install it with: pip install 'smslint[server]', or set smslint.path.`,
    );
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.stop();
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("smslint.restart", async () => {
      await stop();
      await start();
    }),
    vscode.commands.registerCommand("smslint.checkThisFile", async () => {
      const uri = vscode.window.activeTextEditor?.document.uri;
      if (uri !== undefined) {
        await vscode.commands.executeCommand("smslint.checkFile", uri.toString());
      }
    }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration(`${SECTION}.path`)) {
        await stop();
        await start();
      } else if (event.affectsConfiguration(SECTION)) {
        await client?.sendNotification("workspace/didChangeConfiguration", { settings: { [SECTION]: settings() } });
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await stop();
}
