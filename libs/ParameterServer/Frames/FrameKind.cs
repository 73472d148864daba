namespace NetMl.ParameterServer.Frames;

/// <summary>What a frame says; its fifth byte.</summary>
internal enum FrameKind : byte
{
    Setup = 1,
    PullRequest = 2,
    Values = 3,
    Gradient = 4,
    PushAnswer = 5,
    State = 6,
    Pending = 7,
}
