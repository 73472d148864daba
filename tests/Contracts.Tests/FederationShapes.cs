using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;

namespace NetMl.Contracts.Tests;

/// <summary>The JSON of the records of a federation, written by hand; part of <see cref="WireShapeTests"/>.</summary>
internal static class FederationShapes
{
    private static readonly DateTimeOffset Time = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);
    private static readonly FederationPlan Small = new("f", "m", ["A", "B"]);
    private const string SmallJson = """{"name":"f","model":"m","classes":["A","B"],"task":"flow-classification","rounds":20,"hiddenSize":32,"windowFlows":256,"trainFraction":0.7,"seed":1}""";
    private static readonly RoundOrder Order = new(["a", "b"], 2, 2, 32, 30, 9, "ab", 1.5, 0.5, "cd");
    private const string OrderJson = """{"sites":["a","b"],"neighbours":2,"threshold":2,"ringBits":32,"valueBits":30,"length":9,"global":"ab","clip":1.5,"noiseMultiplier":0.5,"scaling":"cd"}""";
    private static readonly Dictionary<string, byte[]> Keys = new() { ["a"] = [1, 2, 3] };

    public static TheoryData<object, string> All => new()
    {
        { Small, SmallJson },
        {
            Small with
            {
                Local = new LocalPlan(), Strategy = new StrategyPlan(), Cohort = new CohortPlan(), Security = new SecurityPlan(), Privacy = new PrivacyPlan(),
                Robust = new RobustPlan(TrustedSite: "a"), Deadlines = new DeadlinePlan(), Boundary = new BoundaryPlan(),
            },
            SmallJson[..^1] + ""","local":{"epochs":1,"learningRate":0.003,"optimiser":"adam","batchWindows":4,"privateNoise":0,"privateClip":1,"fineTuneEpochs":0},"strategy":{"name":"fed-avg","serverLearningRate":0,"momentum":0.9,"tau":0.001,"mu":0.01,"q":1,"clusters":2,"buffer":3},"cohort":{"minimum":3,"maximum":1000,"sampling":"all","fraction":1},"security":{"secureAggregation":true,"thresholdFraction":0.67,"neighbours":0,"valueBits":0,"range":4,"weighting":"items","maximumItems":20000,"compression":"float32"},"privacy":{"mode":"none","noiseMultiplier":0,"maximumEpsilon":8,"delta":1E-05,"clip":1,"adaptiveClip":false},"robust":{"rule":"none","byzantine":1,"normBound":10,"trustedSite":"a"},"deadlines":{"stepSeconds":120,"presenceSeconds":90},"boundary":{"buckets":1024,"width":8}}"""
        },
        {
            new FederationStatus(
                Small, FederationStates.Training, 1, RoundSteps.Keys, 2, Time, [new SiteStatus("a", "online", "ab", Time, 1, 2, 300)],
                [new RoundSummary(1, "training", 1, 3, 3, 0.5, 0.25, 0.75, 0.5, 2, 1.5, 1, ["b: too late"])], 1.5, null, "Waits."),
            $$"""{"plan":{{SmallJson}},"state":"training","round":1,"step":"keys","attempt":2,"deadline":"2024-05-06T07:08:09+00:00","sites":[{"site":"a","state":"online","fingerprint":"ab","lastSeen":"2024-05-06T07:08:09+00:00","completed":1,"dropped":2,"bytesReceived":300}],"rounds":[{"round":1,"purpose":"training","attempts":1,"selected":3,"summed":3,"seconds":0.5,"loss":0.25,"macroF1":0.75,"accuracy":0.5,"updateNorm":2,"epsilon":1.5,"clip":1,"refused":["b: too late"]}],"epsilon":1.5,"note":"Waits."}"""
        },
        { new SiteKeyRequest("a"), """{"site":"a"}""" },
        { new SiteKey("f", "a", "nms1.f.a.k.m"), """{"federation":"f","site":"a","key":"nms1.f.a.k.m"}""" },
        { new SiteEnrolment([1, 2, 3], [4]), """{"signingKey":"AQID","proof":"BA=="}""" },
        { new FederationTerms(Small, ["x"], ["y"], 10, 4), $$"""{"plan":{{SmallJson}},"nodeFeatures":["x"],"flowFeatures":["y"],"parameters":10,"plannedEpsilon":4}""" },
        { Order, OrderJson },
        {
            new SiteTask(7, FederationStates.Training, RoundSteps.Update, "r", 1, 2, "training", Time, Order, 1.5, "Go."),
            $$"""{"version":7,"state":"training","step":"update","run":"r","round":1,"attempt":2,"purpose":"training","deadline":"2024-05-06T07:08:09+00:00","order":{{OrderJson}},"epsilon":1.5,"note":"Go."}"""
        },
        { new MessageReceipt(true, [1, 2]), """{"accepted":true,"missing":[1,2]}""" },
        { new SigningKeys(Keys), """{"keys":{"a":"AQID"}}""" },
        {
            new RoundTranscript("f", "r", 1, 2, "training", Order, Keys, [[9]], ["a"], "ab", "cd"),
            $$"""{"federation":"f","run":"r","round":1,"attempt":2,"purpose":"training","order":{{OrderJson}},"signingKeys":{"a":"AQID"},"messages":["CQ=="],"summed":["a"],"result":"ab","plan":"cd"}"""
        },
        {
            new ModelVersion("m", 3, "ab", TrainingTasks.FlowClassification, 1000, Time, "federation/f/r", 4, 1e-5),
            """{"model":"m","version":3,"sha256":"ab","task":"flow-classification","bytes":1000,"published":"2024-05-06T07:08:09+00:00","job":"federation/f/r","epsilon":4,"delta":1E-05}"""
        },
    };
}
