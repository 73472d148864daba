using System.Text.Json;
using DaprLocal.PubSub;

namespace NetMl.DaprLocal.Tests.PubSub;

public class EventConditionTests
{
    private static readonly JsonElement Event = JsonDocument.Parse("""{"type":"A","source":"s","data":{"n":2,"ok":true,"deep":{"x":"y"}}}""").RootElement;

    [Theory]
    [InlineData("event.type == \"A\"", true)]
    [InlineData("event.type == 'B'", false)]
    [InlineData("event.type != 'B'", true)]
    [InlineData("event.data.n > 1 && event.data.n <= 2", true)]
    [InlineData("event.data.n < 2 || event.data.ok == true", true)]
    [InlineData("!(event.data.deep.x == 'y')", false)]
    [InlineData("'A' == event.type", true)]
    [InlineData("event.missing == 'A'", false)]
    [InlineData("event.data.n == '2'", false)]
    public void IsTrue_OfAnEvent_ComparesItsFields(string expression, bool expected) => Assert.Equal(expected, EventCondition.Parse(expression).IsTrue(Event));

    [Theory]
    [InlineData("event.type.startsWith('A')")]
    [InlineData("size(event.data) > 1")]
    [InlineData("event.type == 'A")]
    [InlineData("event.type")]
    [InlineData("event.type == 'A' &&")]
    [InlineData("has(event.x)")]
    [InlineData("type == 'A'")]
    [InlineData("event.type in ['A']")]
    public void Parse_BeyondComparisons_RefusesAndSaysSo(string expression) =>
        Assert.Contains(expression, Assert.Throws<FormatException>(() => EventCondition.Parse(expression)).Message);
}
