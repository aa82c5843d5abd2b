package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.ArtifactStore.Expected;
import io.github.modelkeel.client.internal.FailedAttempt.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way from the server, over as many attempts as it takes: counted, hashed, synced, and moved into place only when it is
 * what was expected. After a cut it resumes where it stopped, when the server's validator or the expected digest can tell whether the
 * file is still the same; if it is not, it starts over. Not thread-safe.
 */
final class FileDownload implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

    private final Path target;
    private final Expected expected;
    private final String call;
    private final TransferBatch.Counter counter;
    private final MessageDigest digest = Sha256.newDigest();
    private @Nullable Path temporary;
    private @Nullable String validator;
    private long bytes;
    private long total = -1;

    FileDownload(Path target, Expected expected, String call, TransferBatch.Counter counter) {
        this.target = target;
        this.expected = expected;
        this.call = call;
        this.counter = counter;
    }

    /** The request for the next attempt: for the rest, when some is here that can be trusted. */
    Request next(Request whole) {
        if (bytes == 0 || total < 0 || (validator == null && expected.sha256() == null)) {
            startAnew();
            return whole;
        }
        Request.Builder rest = whole.newBuilder().header("Range", "bytes=" + bytes + "-");
        if (validator != null) {
            rest.header("If-Range", validator);
        }
        return rest.build();
    }

    /** Forgets what is here. */
    void startAnew() {
        counter.lost(bytes);
        bytes = 0;
        total = -1;
        validator = null;
        digest.reset();
    }

    /** Takes the body of an answer. */
    Path save(Response response) throws IOException, FailedAttempt {
        String encoding = ResponseReader.header(response, "Content-Encoding", "identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw FailedAttempt.fatal(broken("the server sent it encoded, although it was asked not to"));
        }
        if (response.code() == 206) {
            checkContinues(response);
        } else {
            startAnew();
            begin(response);
        }
        write(response);
        check();
        return move();
    }

    private void begin(Response response) throws FailedAttempt {
        total = response.body().contentLength();
        String etag = ResponseReader.header(response, "ETag", "");
        String modified = ResponseReader.header(response, "Last-Modified", "");
        validator = !etag.isEmpty() && !etag.startsWith("W/") ? etag : modified.isEmpty() ? null : modified;
        if (total < 0 && expected.sha256() == null) {
            throw FailedAttempt.fatal(
                    broken("the server does not say how long it is, so a truncated copy could not be detected"));
        }
        if (expected.size() >= 0 && total >= 0 && total != expected.size()) {
            throw FailedAttempt.fatal(broken("it has " + total + " bytes, " + expected.size() + " were expected"));
        }
        if (limit() > expected.maxBytes()) {
            throw FailedAttempt.fatal(
                    broken("it has " + limit() + " bytes, at most " + expected.maxBytes() + " are allowed"));
        }
    }

    /** What the file has if all is well, or the most it may have. */
    private long limit() {
        return expected.size() >= 0 ? expected.size() : total >= 0 ? total : expected.maxBytes();
    }

    private void checkContinues(Response response) throws FailedAttempt {
        Matcher range = CONTENT_RANGE.matcher(ResponseReader.header(response, "Content-Range", ""));
        boolean continues = bytes > 0
                && range.matches()
                && Long.parseLong(range.group(1)) == bytes
                && Long.parseLong(range.group(3)) == total;
        if (!continues) {
            startAnew();
            throw new FailedAttempt(
                    broken("the server sent a different part than requested, or the file has changed"),
                    Retry.IF_IDEMPOTENT,
                    null);
        }
    }

    private void write(Response response) throws IOException, FailedAttempt {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = response.body().byteStream();
                FileChannel out = open()) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (bytes + n > limit()) {
                    throw FailedAttempt.fatal(broken("it is longer than the " + limit() + " bytes expected"));
                }
                writeFully(out, ByteBuffer.wrap(chunk, 0, n));
                digest.update(chunk, 0, n);
                bytes += n;
                counter.moved(n);
            }
            force(out);
        }
    }

    private FileChannel open() throws LocalFailure {
        try {
            if (temporary == null) {
                Path directory = Objects.requireNonNull(target.toAbsolutePath().getParent());
                temporary = Files.createTempFile(directory, ".part-", null);
            }
            return FileChannel.open(temporary, StandardOpenOption.WRITE)
                    .truncate(bytes)
                    .position(bytes);
        } catch (IOException e) {
            throw new LocalFailure("cannot write next to " + target, e);
        }
    }

    private void writeFully(FileChannel out, ByteBuffer buffer) throws LocalFailure {
        try {
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        } catch (IOException e) {
            throw new LocalFailure("cannot write " + temporary, e);
        }
    }

    private void force(FileChannel out) throws LocalFailure {
        try {
            out.force(true);
        } catch (IOException e) {
            throw new LocalFailure("cannot write " + temporary, e);
        }
    }

    private void check() throws FailedAttempt {
        long size = expected.size() >= 0 ? expected.size() : total;
        if (size >= 0 && bytes != size) {
            throw again("only " + bytes + " of " + size + " bytes arrived");
        }
        String found = HexFormat.of().formatHex(digest.digest()); // resets it
        String wanted = expected.sha256();
        if (wanted != null && !wanted.equals(found)) {
            startAnew();
            throw again("its SHA-256 is " + found + ", " + wanted + " was expected");
        }
    }

    private Path move() throws LocalFailure {
        try {
            Path moved = Files.move(Objects.requireNonNull(temporary), target, StandardCopyOption.ATOMIC_MOVE);
            temporary = null;
            return moved;
        } catch (IOException e) {
            throw new LocalFailure("cannot move the finished file to " + target, e);
        }
    }

    /** Removes what was not finished. */
    @Override
    public void close() {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                System.getLogger(FileDownload.class.getName())
                        .log(System.Logger.Level.WARNING, "cannot delete the unfinished download " + temporary, e);
            }
        }
    }

    private FailedAttempt again(String reason) {
        return new FailedAttempt(broken(reason), Retry.IF_IDEMPOTENT, null);
    }

    private ClientException broken(String reason) {
        return new ClientException("BROKEN_DOWNLOAD", 0, "BROKEN_DOWNLOAD " + call + ": " + reason, null);
    }
}
