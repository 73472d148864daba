namespace NetMl.AppHost.Logs;

static class LogTail
{
    private const int Lines = 12;

    /// <summary>The end of a log that is still being written, indented.</summary>
    public static string Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var tail = new Queue<string>();
        while (reader.ReadLine() is { } line)
        {
            tail.Enqueue("  " + line);
            if (tail.Count > Lines)
                tail.Dequeue();
        }
        return string.Join(Environment.NewLine, tail);
    }
}
