namespace NetMl.GraphFeature.Store;

/// <summary>The store's server cannot be reached now; what was stored before is safe. Trying again helps once it is back.</summary>
public sealed class StoreUnavailableException(string message, Exception innerException) : Exception(message, innerException);
