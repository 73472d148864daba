using System.Globalization;
using Spectre.Console;

namespace NetMl.Cli.Progress;

/// <summary>Plain lines: at each tenth of the work, but at most one in two seconds, and at the end.</summary>
internal sealed class LineBoard(IAnsiConsole console, TimeProvider time) : IProgressBoard
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public Task RunAsync(Func<IProgressBoard, Task> work) => work(this);

    public IProgressLine Start(string name, double total) => new Line(this, name, total);

    private void Write(string line)
    {
        lock (this)
        {
            console.Profile.Out.Writer.WriteLine(line);
            console.Profile.Out.Writer.Flush();
        }
    }

    private sealed class Line(LineBoard board, string name, double total) : IProgressLine
    {
        private long _last = board.TimeNow;
        private int _tenth;

        public void Report(double done, string text)
        {
            var tenth = total > 0 ? (int)(done / total * 10) : 0;
            if (board.SinceLast(_last) < Pause || (total > 0 && (tenth == _tenth || done >= total)))
                return;
            _last = board.TimeNow;
            _tenth = tenth;
            var share = total > 0 ? string.Create(CultureInfo.InvariantCulture, $"{done / total:P0} ") : "";
            board.Write($"  {name}: {share}{text}");
        }

        public void Finish(string text) => board.Write($"  {name}: {text}");
    }

    private long TimeNow => time.GetTimestamp();

    private TimeSpan SinceLast(long timestamp) => time.GetElapsedTime(timestamp);
}
