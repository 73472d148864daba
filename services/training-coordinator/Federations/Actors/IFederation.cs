using Dapr.Actors;

namespace NetMl.TrainingCoordinator.Federations.Actors;

/// <summary>The actor that runs one federation; its id is the federation's name. Every answer is a <see cref="Reply"/> frame, every call safe to repeat.</summary>
/// <remarks><c>site</c> and <c>keyId</c> are what the gateway has checked of a site's key; a key that was taken back opens nothing.</remarks>
public interface IFederation : IActor
{
    /// <summary>FederationPlan (JSON) → FederationStatus; 409 while one is not over.</summary>
    Task<byte[]> CreateAsync(byte[] plan);

    /// <summary>→ FederationStatus.</summary>
    Task<byte[]> StatusAsync();

    /// <summary>→ FederationStatus; 409 when over.</summary>
    Task<byte[]> StopAsync();

    /// <summary>→ empty; from now on only this key of the site counts.</summary>
    Task<byte[]> InviteAsync(string site, string keyId);

    Task<byte[]> RevokeAsync(string site);

    /// <summary>→ RoundTranscript.</summary>
    Task<byte[]> TranscriptAsync(int round);

    /// <summary>SiteEnrolment (JSON) → FederationTerms.</summary>
    Task<byte[]> EnrolAsync(string site, string keyId, byte[] enrolment);

    Task<byte[]> TermsAsync(string site, string keyId);

    /// <summary>→ SiteTask.</summary>
    Task<byte[]> TaskAsync(string site, string keyId);

    /// <summary>→ SigningKeys.</summary>
    Task<byte[]> KeysAsync(string site, string keyId);

    /// <summary>→ frames after their lengths.</summary>
    Task<byte[]> InboxAsync(string site, string keyId, int round, int attempt, string step);

    /// <summary>→ empty when the site may read that vector.</summary>
    Task<byte[]> MayReadAsync(string site, string keyId, string sha256);

    /// <summary>SignedMessage frame → MessageReceipt.</summary>
    Task<byte[]> MessageAsync(string site, string keyId, byte[] frame);

    /// <summary>→ MessageReceipt.</summary>
    Task<byte[]> MissingAsync(string site, string keyId, int round, int attempt);

    /// <summary>Chunk → MessageReceipt.</summary>
    Task<byte[]> ChunkAsync(string site, string keyId, int round, int attempt, int chunk, byte[] bytes);
}

/// <summary>The actor's type.</summary>
public static class FederationActors
{
    public const string TypeName = "Federation";
}
