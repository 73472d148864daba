namespace NetMl.GraphFeature.Store;

/// <summary>The disk takes no more; what was stored before is safe. Trying again helps once there is room.</summary>
public sealed class StoreFullException(string message, Exception innerException) : Exception(message, innerException);
