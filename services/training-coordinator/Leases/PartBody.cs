namespace NetMl.TrainingCoordinator.Leases;

/// <summary>Bodies that workers send.</summary>
static class PartBody
{
    /// <exception cref="InvalidDataException">The body does not say its length, or is longer than it may be.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength is not { } length || length > limit)
            throw new InvalidDataException($"The body must say its length, at most {limit} bytes.");
        var body = new byte[length];
        await request.Body.ReadExactlyAsync(body, cancellationToken);
        return body;
    }
}
