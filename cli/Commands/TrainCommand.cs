using System.CommandLine;
using NetMl.Cli.Jobs;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml train NAME --model MODEL</summary>
internal static class TrainCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var (options, search) = (new TrainOptions(), new SearchOptions());
        var watch = CommonOptions.Watch();
        var detach = new Option<bool>("--detach") { Description = "Return at once with the job's id." };
        var json = CommonOptions.Json();
        var command = new Command("train", "Trains a graph neural network on a data set or an imported graph and publishes it.") { watch, detach, json }
            .WithExamples(
                "netml train office --model office-flows",
                "netml train office --model office-flows --network e-graphsage-residual --test-hosts 10.0.0.5 --metric macro-f1",
                "netml train office --model office-found --labels behaviours",
                "netml train office --model office-hosts --task host-anomaly --epochs 60 --workers 2 --shards 2",
                "netml train office --model office-odd --task flow-anomaly --scorer mahalanobis --false-positives 0.001",
                "netml train cora --model papers --network gat --repeats 10",
                "netml train cora --model papers --search halving --trials 27 --budget 10m --networks gcn,gat,appnp --watch")
            .WithHeading("Data", "--window", "--snapshot", "--features", "--labels", "--split", "--test-hosts", "--train-fraction", "--validation")
            .WithHeading("Model", "--model", "--task", "--network", "--hidden", "--layers", "--heads")
            .WithHeading("Training", "--epochs", "--learning-rate", "--dropout", "--weight-decay", "--patience", "--metric", "--seed", "--repeats", "--workers", "--shards")
            .WithHeading("Search", "--search", "--trials", "--budget", "--networks")
            .WithHeading("Anomalies, learnt without labels", "--scorer", "--false-positives", "--normal-only", "--no-names")
            .WithHeading("Output", "--watch", "--detach", "--json");
        options.AddTo(command);
        search.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(watch) && result.GetValue(detach))
                result.AddError("--watch stays until the end and --detach returns at once: give one of them.");
        });
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var task = options.Task(parse) ?? await TrainingTaskGuess.OfAsync(gateway, options.Input(parse), cancellationToken);
            var job = await gateway.Jobs.StartAsync(search.Apply(parse, options.Read(parse, task)), cancellationToken);
            if (!parse.GetValue(detach))
                job = await JobWatch.FollowAsync(gateway.Jobs, job, terminal, parse.GetValue(watch), cancellationToken);
            if (parse.GetValue(json))
                terminal.WriteJson(job);
            else
                JobReport.Print(terminal, job);
            return 0;
        });
        return command;
    }
}
