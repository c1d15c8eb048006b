using CsCheck;
using FunctionsBot.Delivery;
using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Tests.Delivery;

/// <summary>The process dies at a step; the work is run again, as a queue would; nothing is lost, and nothing told twice that was known to be told.</summary>
public sealed class OutboxCrashTests
{
    [Fact]
    public async Task A_crash_at_any_step_loses_nothing_and_repeats_only_what_was_not_yet_marked()
    {
        for (var step = 1; ; step++)
        {
            var fuse = new Fuse(step);
            var sent = new List<string>();
            var driver = Driver(fuse, sent);
            var chat = await driver.Chat();
            fuse.Light();

            var died = await Run(driver, chat, "digest-1", "story-1", "story-2");
            fuse.Revive();
            await Run(driver, chat, "digest-1", "story-1", "story-2");
            await Run(driver, chat, "alert-story-1", "story-1");

            Assert.InRange(sent.Count, 1, fuse.DiedAfterSend ? 2 : 1);
            Assert.All(sent, s => Assert.Equal("story-1 story-2", s));
            if (!died)
            {
                Assert.InRange(step, 10, 50);
                return;
            }
        }
    }

    [Fact]
    public void Whatever_crashes_and_overlaps_every_story_is_told_once_by_a_delivery_that_was_sent() => Gen.Select(
        Gen.Int[1, 40].Array[0, 6],
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5].Array[1, 4]).Array[1, 8])
        .Sample((crashes, posts) => Told(crashes, posts).GetAwaiter().GetResult(), iter: 300);

    /// <summary>Deliveries that share stories, run with crashes, then once more each without.</summary>
    private static async Task Told(int[] crashes, (int Delivery, int[] Stories)[] posts)
    {
        var sent = new List<string>();
        var fuse = new Fuse(0);
        var driver = Driver(fuse, sent);
        var chat = await driver.Chat();
        var work = posts.DistinctBy(p => p.Delivery).Select(p => ($"digest-{p.Delivery}", p.Stories.Distinct().Select(s => $"story-{s}").ToArray())).ToArray();
        foreach (var crash in crashes)
        {
            fuse.Reset(crash);
            foreach (var (id, stories) in work)
            {
                await Run(driver, chat, id, stories);
            }
        }

        fuse.Reset(0);
        foreach (var (id, stories) in work)
        {
            Assert.False(await Run(driver, chat, id, stories));
        }

        var wanted = work.SelectMany(w => w.Item2).Distinct().Order(StringComparer.Ordinal);
        var told = sent.Distinct().SelectMany(s => s.Split(' ')).Order(StringComparer.Ordinal);
        Assert.Equal(wanted, told);
    }

    private static OutboxDriver Driver(Fuse fuse, List<string> sent) => new(
        table => new BreakingTable(table, fuse),
        new ScriptedChannel(ChannelKind.Telegram, (_, message, _) =>
        {
            fuse.Burn();
            sent.Add(message.Parts[0]);
            fuse.Sending = true;
            fuse.Burn();
            return Task.FromResult<SendResult>(new SendResult.Sent(["1"]));
        }));

    /// <returns>Whether the process died on the way.</returns>
    private static async Task<bool> Run(OutboxDriver driver, Destination chat, string id, params string[] stories)
    {
        try
        {
            // Past any lease, as a queue's visibility would be.
            driver.Clock.Advance(TimeSpan.FromMinutes(10));
            if (await driver.Outbox.Post(chat, DeliveryKind.Digest, id, stories, left => left.Count == 0 ? null : OutboxDriver.Message(string.Join(' ', left)), default))
            {
                Assert.IsType<SendOutcome.Done>(await driver.Deliver(chat, id));
            }

            return false;
        }
        catch (CrashException)
        {
            return true;
        }
    }

    private sealed class CrashException : Exception;

    /// <summary>Burns with each write and each end of a sending; at its end the process dies, and stays dead until it is reset.</summary>
    private sealed class Fuse(int steps)
    {
        private int _left;

        public bool Sending { get; set; }

        public bool DiedAfterSend { get; private set; }

        public void Light() => _left = steps;

        public void Reset(int left) => (_left, Sending) = (left, false);

        public void Burn()
        {
            // -1: dead, and nothing it still tries (such as giving a claim back) happens.
            if (_left == 1 || _left == -1)
            {
                DiedAfterSend |= Sending && _left == 1;
                _left = -1;
                throw new CrashException();
            }

            _left = Math.Max(0, _left - 1);
        }

        public void Revive() => _left = _left == -1 ? 0 : _left;
    }

    /// <summary>Dies before or after a write, as the fuse says.</summary>
    private sealed class BreakingTable(ITable table, Fuse fuse) : ITable
    {
        public Task<TableRow?> Get(string partition, string row, CancellationToken cancel) => table.Get(partition, row, cancel);

        public IAsyncEnumerable<TableRow> Range(string partition, string? from, string? before, CancellationToken cancel) =>
            table.Range(partition, from, before, cancel);

        public IAsyncEnumerable<TableRow> Scan((string Partition, string Row)? after, CancellationToken cancel) => table.Scan(after, cancel);

        public Task<string?> Insert(TableRow row, CancellationToken cancel) => Write(() => table.Insert(row, cancel));

        public Task<string?> Replace(TableRow row, CancellationToken cancel) => Write(() => table.Replace(row, cancel));

        public Task<string> Upsert(TableRow row, CancellationToken cancel) => Write(() => table.Upsert(row, cancel));

        public Task<bool> Delete(string partition, string row, string? etag, CancellationToken cancel) => Write(() => table.Delete(partition, row, etag, cancel));

        public Task<bool> Batch(IReadOnlyList<TableWrite> writes, CancellationToken cancel) => Write(() => table.Batch(writes, cancel));

        private async Task<T> Write<T>(Func<Task<T>> write)
        {
            fuse.Burn();
            var result = await write();
            fuse.Burn();
            return result;
        }
    }
}
