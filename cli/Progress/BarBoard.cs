using Spectre.Console;

namespace NetMl.Cli.Progress;

/// <summary>Spectre's bars, redrawn in place.</summary>
internal sealed class BarBoard(IAnsiConsole console) : IProgressBoard
{
    private ProgressContext? _context;

    public Task RunAsync(Func<IProgressBoard, Task> work) => console.Progress()
        .AutoClear(false)
        .HideCompleted(false)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
        .StartAsync(async context =>
        {
            _context = context;
            await work(this);
        });

    public IProgressLine Start(string name, double total)
    {
        var context = _context ?? throw new InvalidOperationException("Lines are started inside RunAsync.");
        var task = context.AddTask(Markup.Escape(name), maxValue: total > 0 ? total : 1);
        task.IsIndeterminate = total <= 0;
        return new Line(name, task);
    }

    private sealed class Line(string name, ProgressTask task) : IProgressLine
    {
        public void Report(double done, string text)
        {
            task.Value = done;
            Describe(text);
        }

        public void Finish(string text)
        {
            task.IsIndeterminate = false;
            task.Value = task.MaxValue;
            Describe(text);
            task.StopTask();
        }

        private void Describe(string text) => task.Description = Markup.Escape(text.Length == 0 ? name : $"{name}: {text}");
    }
}
