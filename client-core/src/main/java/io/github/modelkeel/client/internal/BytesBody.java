package io.github.modelkeel.client.internal;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A request body that OkHttp may not send twice on its own. */
final class BytesBody extends RequestBody {
    private final byte[] content;
    private final MediaType type;

    BytesBody(byte[] content, String type) {
        this.content = content;
        this.type = MediaType.get(type);
    }

    @Override
    public MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return content.length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(content);
    }
}
