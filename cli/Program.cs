Console.WriteLine("netml");
