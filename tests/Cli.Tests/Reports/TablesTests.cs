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

    [Fact]
    public void Create_NarrowConsole_KeepsIdsAndTitleWhole()
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 50;

        console.Write(Tables.Create(null, "!job", "words").Row("20261120-abcdefghijkl", "many words that have to be broken into several lines"));
        console.Write(Tables.Create("A title that is longer than its table", "a", ">b").Row("1", "2"));

        Assert.Contains("20261120-abcdefghijkl", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("A title that is longer than its table", written.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short", "short")]
    [InlineData("rather\nlong text", "rather lo…")]
    public void Cut_Text_IsOneLineOfTheLength(string text, string expected) => Assert.Equal(expected, Tables.Cut(text, 10));
}
