namespace NetMl.GraphFeature.Store;

/// <summary>The flows that were being read are gone: their data set was deleted meanwhile.</summary>
public sealed class DatasetDeletedException() : Exception("The data set was deleted while it was being read: send its flows again, or ask for another one.");
