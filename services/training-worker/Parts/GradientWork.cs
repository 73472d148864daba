using Dapr.Actors.Client;
using NetMl.Contracts.Training;
using NetMl.Gnn.Parts;
using NetMl.ParameterShard;
using NetMl.TrainingWorker.Coordinator;

namespace NetMl.TrainingWorker.Parts;

/// <summary>A part that is trained together with others: its gradient goes to the shards, round by round.</summary>
sealed class GradientWork(CoordinatorClient coordinator, IActorProxyFactory actors, Calls calls, Core core)
{
    public async Task RunAsync(PartLease lease, CancellationToken cancellationToken)
    {
        var program = new PartProgram(TrainingPart.Read(await calls.RetryAsync(() => coordinator.DownloadAsync(lease, cancellationToken), cancellationToken)));
        var shards = new ShardGroup(actors, lease.Job, lease.Shards);
        var (parameters, gradient) = (new float[program.Parameters], new float[program.Parameters]);

        // A report of the round before the lease's is late by design: its answer says where the job stands.
        var directive = await ReportAsync(lease, new RoundReport(lease.Round - 1, 0, 0), cancellationToken);
        while (directive.Action == "train")
        {
            var round = directive.Round;
            await calls.RetryAsync(() => shards.PullAsync(round, parameters), cancellationToken);
            var loss = await core.RunAsync(() => program.ComputeGradient(parameters, gradient, round), cancellationToken);
            await calls.RetryAsync(() => shards.PushAsync(lease.Part, round, gradient), cancellationToken);
            directive = await ReportAsync(lease, new RoundReport(round, loss, program.Items), cancellationToken);
        }

        if (directive.Action == "evaluate")
        {
            await calls.RetryAsync(() => shards.PullAsync(directive.Round, parameters), cancellationToken);
            var outputs = await core.RunAsync(() => program.Evaluate(parameters), cancellationToken);
            var file = EvaluationFile.Write(outputs, program.Outputs);
            await calls.RetryAsync(() => coordinator.EvaluateAsync(lease, file, cancellationToken), cancellationToken);
        }
    }

    private async Task<RoundDirective> ReportAsync(PartLease lease, RoundReport report, CancellationToken cancellationToken)
    {
        RoundDirective directive;
        do
            directive = await calls.RetryAsync(() => coordinator.ReportAsync(lease, report, cancellationToken), cancellationToken);
        while (directive.Action == "wait");
        return directive;
    }
}
