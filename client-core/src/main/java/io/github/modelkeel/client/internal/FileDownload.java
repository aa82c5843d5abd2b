package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.ArtifactStore.Expected;
import io.github.modelkeel.client.internal.FailedAttempt.Next;
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
import okhttp3.Response;

/** Saves the body of an answer: counted, hashed, synced, and moved into place only when it is what was expected. */
final class FileDownload {
    private static final int CHUNK = 64 * 1024;

    private FileDownload() {}

    static Path save(Response response, Path target, Expected expected, String call) throws IOException, FailedAttempt {
        String encoding = Answers.header(response, "Content-Encoding", "identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw FailedAttempt.fatal(broken(call, "the server sent it encoded, although it was asked not to"));
        }
        long announced = response.body().contentLength();
        if (announced < 0 && expected.sha256() == null) {
            throw FailedAttempt.fatal(broken(
                    call, "the server does not say how long it is, so a cut copy could not be told from a whole one"));
        }
        if (expected.size() >= 0 && announced >= 0 && announced != expected.size()) {
            throw FailedAttempt.fatal(
                    broken(call, "it has " + announced + " bytes, " + expected.size() + " were expected"));
        }
        long limit = expected.size() >= 0 ? expected.size() : announced >= 0 ? announced : expected.maxBytes();
        if (limit > expected.maxBytes()) {
            throw FailedAttempt.fatal(
                    broken(call, "it has " + limit + " bytes, at most " + expected.maxBytes() + " are allowed"));
        }
        Path temporary = createTemporary(target);
        try {
            check(write(response, temporary, limit, call), announced, expected, call);
            return move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private record Written(long bytes, String sha256) {}

    private static Path createTemporary(Path target) throws LocalFailure {
        try {
            Path directory = Objects.requireNonNull(target.toAbsolutePath().getParent());
            return Files.createTempFile(directory, ".part-", null);
        } catch (IOException e) {
            throw new LocalFailure("cannot write beside " + target, e);
        }
    }

    private static Written write(Response response, Path temporary, long limit, String call)
            throws IOException, FailedAttempt {
        MessageDigest digest = Sha256.newDigest();
        byte[] chunk = new byte[CHUNK];
        long bytes = 0;
        try (InputStream in = response.body().byteStream();
                FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                bytes += n;
                if (bytes > limit) {
                    throw FailedAttempt.fatal(broken(call, "it is longer than the " + limit + " bytes expected"));
                }
                digest.update(chunk, 0, n);
                writeFully(out, ByteBuffer.wrap(chunk, 0, n), temporary);
            }
            force(out, temporary);
        }
        return new Written(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static void writeFully(FileChannel out, ByteBuffer buffer, Path file) throws LocalFailure {
        try {
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        } catch (IOException e) {
            throw new LocalFailure("cannot write " + file, e);
        }
    }

    private static void force(FileChannel out, Path file) throws LocalFailure {
        try {
            out.force(true);
        } catch (IOException e) {
            throw new LocalFailure("cannot write " + file, e);
        }
    }

    private static void check(Written written, long announced, Expected expected, String call) throws FailedAttempt {
        long size = expected.size() >= 0 ? expected.size() : announced;
        if (size >= 0 && written.bytes() != size) {
            throw new FailedAttempt(
                    broken(call, "only " + written.bytes() + " of " + size + " bytes arrived"),
                    Next.IF_IDEMPOTENT,
                    null);
        }
        String wanted = expected.sha256();
        if (wanted != null && !wanted.equals(written.sha256())) {
            throw new FailedAttempt(
                    broken(call, "its SHA-256 is " + written.sha256() + ", " + wanted + " was expected"),
                    Next.IF_IDEMPOTENT,
                    null);
        }
    }

    private static Path move(Path temporary, Path target) throws LocalFailure {
        try {
            return Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LocalFailure("cannot move the finished file to " + target, e);
        }
    }

    private static ClientException broken(String call, String reason) {
        return new ClientException("BROKEN_DOWNLOAD", 0, "BROKEN_DOWNLOAD " + call + ": " + reason, null);
    }
}
