namespace NetMl.Inference.Refusals;

/// <summary>A request that cannot be answered: status and one sentence for the caller.</summary>
/// <param name="retryAfter">When the same request may succeed; null = never as it is.</param>
internal sealed class Refusal(int status, string sentence, TimeSpan? retryAfter = null) : Exception(sentence)
{
    public int Status => status;

    public TimeSpan? RetryAfter => retryAfter;

    public static Refusal BadRequest(string sentence) => new(StatusCodes.Status400BadRequest, sentence);

    public static Refusal NotFound(string sentence) => new(StatusCodes.Status404NotFound, sentence);

    public static Refusal TooLarge(string sentence) => new(StatusCodes.Status413PayloadTooLarge, sentence);

    public static Refusal Unavailable(string sentence, TimeSpan retryAfter) => new(StatusCodes.Status503ServiceUnavailable, sentence, retryAfter);
}
