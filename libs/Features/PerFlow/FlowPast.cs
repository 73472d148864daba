namespace NetMl.Features.PerFlow;

/// <summary>What was known of one host when a flow started.</summary>
/// <param name="Age">Nanoseconds since its first flow in either role; −1 = this is it.</param>
/// <param name="Opened">Flows that it had opened.</param>
/// <param name="Answered">Flows that had come to it.</param>
/// <param name="Called">Different hosts that it had called.</param>
/// <param name="Callers">Different hosts that had called it.</param>
/// <param name="PortsCalled">Different ports that it had called.</param>
/// <param name="BytesSent">Payload that it had sent in flows that had ended; unknown counts 0.</param>
/// <param name="BytesReceived">Payload that it had received in them.</param>
/// <param name="FailedShare">Of the flows that it had opened and that had ended, those in vain; 0 without any.</param>
public readonly record struct EndPast(
    long Age, int Opened, int Answered, int Called, int Callers, int PortsCalled, long BytesSent, long BytesReceived, double FailedShare);

/// <summary>What was known when a flow started, from the flows before it within its window.</summary>
/// <param name="SourceGap">Nanoseconds since its source had opened a flow; −1 = it had opened none.</param>
/// <param name="PairGap">Nanoseconds since its source had opened a flow to its target; −1 = never.</param>
/// <param name="PairFlows">Flows that its source had opened to its target.</param>
public readonly record struct FlowPast(long SourceGap, long PairGap, int PairFlows, EndPast Source, EndPast Target);
