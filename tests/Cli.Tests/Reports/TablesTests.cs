using NetMl.Cli.Reports;
using Spectre.Console;

namespace NetMl.Cli.Tests.Reports;

public sealed class TablesTests
{
    [Fact]
    public void Row_NameWithControlCharacters_DoesNotReachTheTerminal()
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });

        console.Write(Tables.Create("of \u001b[2J", "node").Row("evil\u001b]0;owned\u0007\u009b2J").Row("fine"));

        Assert.DoesNotContain(written.ToString(), letter => char.IsControl(letter) && letter is not ('\r' or '\n'));
        Assert.Contains("evil\uFFFD]0;owned\uFFFD", written.ToString(), StringComparison.Ordinal);
    }
}
