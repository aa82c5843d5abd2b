package io.github.modelkeel.localserver.http;

import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.ErrorCode;
import io.github.modelkeel.localserver.message.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestFactory;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NotImplementedException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.RequestHeaderFieldsTooLargeException;
import org.apache.hc.core5.http.UnsupportedHttpVersionException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParser;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpDateGenerator;
import org.apache.hc.core5.util.Timeout;

/**
 * The requests of one connection, one after another: reads each head as HTTP/1.1 has it, hands it to the {@link HttpFront}, and writes
 * the answer. A head that is not HTTP is answered as any other refusal is. Used by one thread. Only what the library has had since its
 * version 5.2 is used here: applications bring other versions of it, Spring Boot its own.
 */
public final class ClientConnection extends DefaultBHttpServerConnection {
    private static final System.Logger LOG = System.getLogger(ClientConnection.class.getName());

    private static final int MAX_HEADERS = 200;
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(Conversation.MAX_HEAD_BYTES)
            .setMaxHeaderCount(MAX_HEADERS)
            .build();

    /** How long an answer may wait for the client to read it while the client still sends what nothing reads. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int LINGER_PAUSE_MILLIS = 500;

    private final Conversation conversation;
    private final HttpFront front;

    public ClientConnection(Conversation conversation, HttpFront front) throws IOException {
        super(null, LIMITS, null, null, null, null, ignored -> parser(), null);
        this.conversation = conversation;
        this.front = front;
        bind(new SocketHolder(conversation.socket()) {
            @Override
            protected InputStream getInputStream(Socket socket) throws IOException {
                return conversation.reading(socket.getInputStream());
            }

            @Override
            protected OutputStream getOutputStream(Socket socket) throws IOException {
                return conversation.writing(socket.getOutputStream());
            }
        });
    }

    @SuppressWarnings("deprecation") // the constructor that took its place came with the library's version 5.4
    private static DefaultHttpRequestParser parser() {
        return new DefaultHttpRequestParser(null, new RawTargets(), LIMITS);
    }

    /** Answers requests until the client or the server has had enough. */
    public void serve(Conversations others) {
        try {
            boolean more = true;
            while (more) {
                conversation.idle();
                if (!isDataAvailable(Timeout.DISABLED)) {
                    return;
                }
                conversation.head();
                more = answerNext(others);
            }
        } catch (EOFException | ConnectionClosedException e) {
            LOG.log(System.Logger.Level.DEBUG, "the client ended the connection");
        } catch (IOException | HttpException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    conversation.isCut() ? "closed the connection of a client that stalled" : "a connection broke",
                    e);
        }
    }

    /** Answers one request; whether there may be another on this connection. */
    private boolean answerNext(Conversations others) throws IOException, HttpException {
        long start = System.nanoTime();
        Request request;
        try {
            request = read();
        } catch (HttpException | MessageConstraintException | ApiError e) {
            conversation.request();
            Reply refusal = Reply.of(e instanceof ApiError refused ? refused : malformed(e));
            send(refusal, false, true);
            linger();
            return false;
        }
        conversation.request();
        Reply reply = front.answer(request);
        boolean keep = keepsOpen(request.head()) && request.body().canBeDropped() && !others.areCrowded();
        send(reply, request.method().equals("HEAD"), !keep);
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> request.method() + " " + request.path() + " " + reply.status() + " "
                        + (System.nanoTime() - start) / 1_000 + " us");
        if (keep) {
            request.body().drop();
        } else if (!request.body().isEnded()) {
            linger();
        }
        return keep;
    }

    private Request read() throws IOException, HttpException {
        if (conversation.startsWithBinary()) {
            throw new ProtocolException("not a request line");
        }
        ClassicHttpRequest head = receiveRequestHeader();
        if (head.containsHeader("Transfer-Encoding") && head.containsHeader("Content-Length")) {
            throw new ProtocolException("both Transfer-Encoding and Content-Length");
        }
        receiveRequestEntity(head);
        HttpEntity entity = head.getEntity();
        boolean asked = Arrays.stream(head.getHeaders("Expect"))
                .noneMatch(header -> header.getValue().equalsIgnoreCase("100-continue"));
        RequestBody body = entity == null
                ? new RequestBody(InputStream.nullInputStream(), 0, true, () -> {})
                : new RequestBody(entity.getContent(), entity.getContentLength(), asked, this::askForBody);
        return Request.of(head, body);
    }

    private void askForBody() throws IOException {
        try {
            sendResponseHeader(new BasicClassicHttpResponse(100));
        } catch (HttpException e) {
            throw new IllegalStateException("cannot write a status line", e);
        }
        flush();
    }

    private static ApiError malformed(Exception e) {
        if (e instanceof MessageConstraintException || e instanceof RequestHeaderFieldsTooLargeException) {
            return new ApiError(
                    ErrorCode.BAD_REQUEST,
                    431,
                    "The head of the request is too large: the request line and the headers may have "
                            + Conversation.MAX_HEAD_BYTES + " bytes, and there may be " + (MAX_HEADERS - 1)
                            + " headers");
        }
        if (e instanceof UnsupportedHttpVersionException) {
            return new ApiError(
                    ErrorCode.NOT_IMPLEMENTED, 505, "The version of HTTP is not supported; use HTTP/1.1 or HTTP/1.0");
        }
        if (e instanceof NotImplementedException) {
            return new ApiError(
                    ErrorCode.NOT_IMPLEMENTED, "The Transfer-Encoding of the request is not supported; use chunked");
        }
        return new ApiError(
                ErrorCode.BAD_REQUEST,
                "The request is not valid HTTP: a line 'METHOD /path HTTP/1.1' without further blanks is expected,"
                        + " then lines 'Name: value', with at most one Content-Length, a number, or Transfer-Encoding;"
                        + " this server does not use TLS (https)");
    }

    private static boolean keepsOpen(HttpRequest request) {
        return HttpVersion.HTTP_1_1.equals(request.getVersion())
                && Arrays.stream(request.getHeaders("Connection"))
                        .map(Header::getValue)
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .noneMatch(option -> option.strip().equalsIgnoreCase("close"));
    }

    private void send(Reply reply, boolean headOnly, boolean last) throws IOException, HttpException {
        long length = reply.body().length();
        ClassicHttpResponse response = new BasicClassicHttpResponse(reply.status());
        response.setHeader("Date", HttpDateGenerator.INSTANCE.getCurrentDate());
        response.setHeader("Server", "modelkeel-local-server");
        reply.headers().forEach(response::setHeader);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        response.setHeader("Content-Length", length);
        if (last) {
            response.setHeader("Connection", "close");
        }
        sendResponseHeader(response);
        if (!headOnly && length > 0) {
            response.setEntity(new EntityTemplate(length, null, null, reply.body()::writeTo));
            sendResponseEntity(response);
        }
        flush();
    }

    /** Reads what the client still sends, for a moment: closing at once could take back the answer before the client reads it. */
    private void linger() throws IOException {
        conversation.idle();
        Socket socket = conversation.socket();
        socket.shutdownOutput();
        socket.setSoTimeout(LINGER_PAUSE_MILLIS);
        InputStream in = conversation.reading(socket.getInputStream());
        byte[] buffer = new byte[8_192];
        long end = System.nanoTime() + LINGER_NANOS;
        try {
            while (System.nanoTime() - end < 0 && in.read(buffer) >= 0) {
                // what is read is not needed
            }
        } catch (SocketTimeoutException e) {
            LOG.log(System.Logger.Level.DEBUG, "the client neither sends nor closes the connection");
        }
    }

    /** Keeps the target of a request as it was sent: what a URI may hold is for the routes to say. */
    private static final class RawTargets implements HttpRequestFactory<ClassicHttpRequest> {
        @Override
        public ClassicHttpRequest newHttpRequest(String method, String target) {
            return new BasicClassicHttpRequest(method, null, null, target);
        }

        @Override
        public ClassicHttpRequest newHttpRequest(String method, java.net.URI target) {
            return new BasicClassicHttpRequest(method, target);
        }
    }
}
