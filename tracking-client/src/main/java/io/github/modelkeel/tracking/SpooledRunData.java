package io.github.modelkeel.tracking;

import io.github.modelkeel.tracking.record.DatasetRecord;
import io.github.modelkeel.tracking.record.RecordKind;
import io.github.modelkeel.tracking.record.RecordWriter;
import io.github.modelkeel.tracking.request.Limits;
import io.github.modelkeel.tracking.request.ServerRun;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Puts what a run logs into the spool. */
final class SpooledRunData implements RunData {
    private final SpooledTracking spool;
    private final long run;
    private final String name;
    private final CompletableFuture<ServerRun> info;
    private final boolean isNew;
    private final AtomicLong lastArtifact = new AtomicLong();

    SpooledRunData(SpooledTracking spool, SpooledTracking.Begun begun, String name, boolean isNew) {
        this.spool = spool;
        this.run = begun.number();
        this.name = name;
        this.info = begun.info();
        this.isNew = isNew;
    }

    /** The run's number within the spool. */
    long number() {
        return run;
    }

    @Override
    public void metric(MetricPoint point) {
        spool.append(record(point.timestampMillis(), point), true);
    }

    @Override
    public void metrics(List<MetricPoint> points) {
        long now = now();
        for (MetricPoint point : points) {
            spool.append(record(now, point), true);
        }
    }

    private byte[] record(long now, MetricPoint point) {
        return RecordWriter.metric(run, now, point.key(), point.value(), point.timestampMillis(), point.step());
    }

    @Override
    public void params(Map<String, ?> params) {
        long now = now();
        Limits.params(params).forEach((key, value) -> keyValue(RecordKind.PARAM, now, key, value));
    }

    @Override
    public void tags(Map<String, String> tags) {
        long now = now();
        tags.forEach((key, value) -> Limits.tagValue(Limits.key("tag", key), value));
        tags.forEach((key, value) -> keyValue(RecordKind.TAG, now, key, value));
    }

    @Override
    public void tag(String key, String value) {
        keyValue(RecordKind.TAG, now(), Limits.key("tag", key), Limits.tagValue(key, value));
    }

    private void keyValue(RecordKind kind, long now, String key, String value) {
        spool.append(RecordWriter.keyValue(kind, run, now, key, value), false);
    }

    @Override
    public void deleteTag(String key) {
        String checked = Limits.key("tag", key);
        spool.append(RecordWriter.tagDeletion(run, now(), checked), false);
    }

    @Override
    public void dataset(Dataset dataset, String context) {
        spool.append(new DatasetRecord(dataset.fields(), context).toRecord(run, now()), false);
    }

    @Override
    public long artifactLimit() {
        return spool.artifactLimit();
    }

    @Override
    public void artifact(String path, byte[] content) {
        byte[] record = RecordWriter.artifact(run, now(), path, content);
        long sequence = spool.append(record, false);
        if (sequence < 0) {
            throw new IllegalStateException("the artifact '" + path + "' of " + content.length
                    + " bytes found no room in the spool; see AsyncLogging.Builder.queueBytes and quotaBytes");
        }
        lastArtifact.accumulateAndGet(sequence, Math::max);
    }

    @Override
    public String artifactUri() {
        String uri = info().artifactUri();
        spool.settleThrough(lastArtifact.get());
        return uri;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    @Override
    public void end(RunStatus status, long endMillis) {
        spool.append(RecordWriter.status(run, endMillis, status.wireName()), false);
    }

    @Override
    public ServerRun info() {
        return spool.await(info, name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isKnown() {
        return info.isDone() && !info.isCompletedExceptionally();
    }

    @Override
    public String label() {
        return isKnown() ? info.join().id() : "not created yet";
    }

    @Override
    public void settle() {
        spool.settle();
    }

    @Override
    public long now() {
        return spool.now();
    }
}
