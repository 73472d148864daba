using System.CommandLine;
using System.Globalization;
using NetMl.Cli.Files;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml models export MODEL</summary>
internal static class ModelsExportCommand
{
    private const string Safetensors = "safetensors";
    private const string Onnx = "onnx";

    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var model = new Argument<string>("MODEL") { Description = "Name of the model." };
        var version = ModelVersionOption.Create();
        var format = CommonOptions.OneOf("--format", "Kind of file; ONNX runs in any ONNX runtime", [Safetensors, Onnx]);
        var output = new Option<string?>("--out", "-o") { Description = "File to write; without it, MODEL-VERSION.safetensors or .onnx. It appears when it is whole and its SHA-256 is right.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace the file if it exists." };
        var command = new Command("export", "Writes a version of a model to a file that other programs read.") { model, version, format, output, force }
            .WithExamples("netml models export office-flows", "netml models export office-flows --format onnx -o office.onnx", "netml models export office-flows --version 2 --force");
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (name, number, kind) = (parse.GetValue(model) ?? "", parse.GetValue(version) ?? ModelVersionOption.Latest, parse.GetValue(format) ?? Safetensors);
            using var gateway = connection.Connect(parse);
            // The file is named after a number: an alias means another version tomorrow.
            if (parse.GetValue(output) is null && !int.TryParse(number, CultureInfo.InvariantCulture, out _)
                && (await gateway.Models.FindAsync(name, cancellationToken))?.Aliases.TryGetValue(number, out var meant) == true)
            {
                number = meant.ToString(CultureInfo.InvariantCulture);
            }
            var file = parse.GetValue(output) ?? $"{name}-{number}.{kind}";
            NewFile.Check(file, parse.GetValue(force), $"{name}.{kind}");
            using var response = await gateway.Models.DownloadAsync(name, number, kind == Onnx, cancellationToken);
            var sha256 = response.Headers.ETag?.Tag.Trim('"') ?? throw new CommandFailure($"The gateway at {gateway.Url} did not say the SHA-256 of model '{name}': '{file}' is not written.");
            var bytes = 0L;
            await ProgressBoards.For(terminal.Error).RunAsync(async lines =>
                bytes = await Download.SaveAsync(response, file, lines.Start(Path.GetFileName(file), response.Content.Headers.ContentLength ?? 0), cancellationToken, sha256));
            terminal.WriteRaw($"{file}: {Words.Bytes(bytes)}, sha-256 {sha256}");
            return 0;
        });
        return command;
    }
}
