using NetMl.Cli.Api;
using NetMl.Cli.Progress;
using NetMl.Contracts.Serving;
using Spectre.Console;

namespace NetMl.Cli.Evaluating;

/// <summary>Asks for an evaluation and shows that it is under way.</summary>
internal static class EvaluationRun
{
    public static Task<EvaluationReport> RunAsync(GatewayClient gateway, Terminal terminal, string model, EvaluationRequest request, CancellationToken cancellationToken)
    {
        Task<EvaluationReport> AskAsync() => gateway.Models.EvaluateAsync(model, request, cancellationToken);
        return ProgressBoards.IsLive(terminal.Error)
            ? terminal.Error.Status().StartAsync(Markup.Escape($"scoring the labelled items of {request.Dataset ?? request.Graph}"), _ => AskAsync())
            : AskAsync();
    }
}
