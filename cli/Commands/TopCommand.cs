using System.CommandLine;
using NetMl.Cli.Top;
using Spectre.Console;

namespace NetMl.Cli.Commands;

/// <summary>netml top [DATASET]</summary>
internal static class TopCommand
{
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan KeyPause = TimeSpan.FromMilliseconds(50);

    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = new Argument<string?>("DATASET") { Description = "Data set to look at; none = the one that grows fastest.", Arity = ArgumentArity.ZeroOrOne };
        var every = CommonOptions.Duration("--every", "Time between two looks, such as 5s (default 1s).");
        var most = CommonOptions.Number("--top", 8, "Hosts and findings to list", 1, 100);
        var once = new Option<bool>("--once") { Description = "Print one frame and end, as is done where the output is no terminal." };
        var command = new Command("top", "Watches what comes in: flows per second, top talkers and the latest findings. q leaves.") { dataset, every, most, once }
            .WithExamples("netml top", "netml top office --every 5s", "netml top office --once");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            await using var view = new TopView(gateway, parse.GetValue(dataset), parse.GetValue(most), TimeProvider.System);
            var pause = parse.GetValue(every) is { } given ? given < LeastPause ? LeastPause : given : UsualPause;
            var capabilities = terminal.Out.Profile.Capabilities;
            if (parse.GetValue(once) || !capabilities.Interactive || !capabilities.Ansi)
                await PrintAsync(terminal, view, pause, cancellationToken);
            else
                await WatchAsync(terminal, view, pause, cancellationToken);
            return 0;
        });
        return command;
    }

    /// <summary>Two looks, since a rate needs them.</summary>
    private static async Task PrintAsync(Terminal terminal, TopView view, TimeSpan pause, CancellationToken cancellationToken)
    {
        await view.ReadAsync(mayFail: true, cancellationToken);
        await Task.Delay(pause, cancellationToken);
        terminal.Out.Write(TopScreen.Create(await view.ReadAsync(mayFail: true, cancellationToken), view.Rates, int.MaxValue, null));
    }

    private static async Task WatchAsync(Terminal terminal, TopView view, TimeSpan pause, CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keys = WatchKeysAsync(leaving);
        try
        {
            await terminal.Out.Live(new Text("Asking the gateway…")).AutoClear(true).Overflow(VerticalOverflow.Ellipsis).StartAsync(async live =>
            {
                while (true)
                {
                    var frame = await view.ReadAsync(mayFail: false, leaving.Token);
                    // What is not of the tables takes about 18 lines, and a finding two.
                    var room = Math.Max(2, (terminal.Out.Profile.Height - 18) / 4);
                    live.UpdateTarget(TopScreen.Create(frame, view.Rates, room, "q or Ctrl-C leaves"));
                    await Task.Delay(pause, leaving.Token);
                }
            });
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // Leaving is how this command ends well.
        }
        await leaving.CancelAsync();
        await keys;
    }

    private static async Task WatchKeysAsync(CancellationTokenSource leaving)
    {
        if (Console.IsInputRedirected)
            return;
        while (!leaving.IsCancellationRequested)
        {
            while (Console.KeyAvailable)
            {
                if (Console.ReadKey(intercept: true).KeyChar is 'q' or 'Q')
                    await leaving.CancelAsync();
            }
            await Task.Delay(KeyPause, CancellationToken.None);
        }
    }
}
