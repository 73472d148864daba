using NetMl.Cli;

using var interrupt = new Interrupt();
return await NetMlApp.RunAsync(args, Terminal.OfThisProcess(), interrupt.Token);
