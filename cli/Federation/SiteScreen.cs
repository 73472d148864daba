using NetMl.Cli.Progress;
using NetMl.Cli.Reports;
using NetMl.Contracts.Federation;

namespace NetMl.Cli.Federation;

/// <summary>What the site's operator sees: one line that moves, and sentences that stay.</summary>
internal sealed class SiteScreen(Terminal terminal, AuditLog audit, IProgressLine line, FederationPlan plan, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private double? _loss;

    public void Step(SiteTask task, string doing)
    {
        var round = task.Round > 0 ? $"round {task.Round} of {plan.Rounds}" : $"preparation ({task.Purpose})";
        var attempt = task.Attempt > 1 ? $", attempt {task.Attempt}" : "";
        var loss = _loss is { } value ? $", loss here {Words.Loss(value)}" : "";
        var epsilon = task.Epsilon is { } spent ? $", ε {Words.Number(spent)}" : "";
        line.Report(
            Math.Clamp(task.Round, 0, plan.Rounds),
            $"{round}{attempt}, {doing}{loss}{epsilon}, {Words.Seconds(time.GetElapsedTime(_started).TotalSeconds)}, {Words.Bytes(audit.BytesSent)} sent");
    }

    /// <summary>Mean training loss before the round, on this site's flows.</summary>
    public void Loss(double? loss) => _loss = loss ?? _loss;

    /// <summary>On screen and in the audit log.</summary>
    public void Say(string sentence)
    {
        audit.Say(sentence);
        terminal.WriteError(sentence);
    }

    public void Finish(string text) => line.Finish(text);
}
