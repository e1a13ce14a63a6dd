package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests and answers as bytes: OP_MSG, and OP_QUERY and OP_REPLY for the first words of a driver. */
final class Wire {

    private static final int OP_REPLY = 1;
    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;

    private static final int CHECKSUM_PRESENT = 1;
    private static final int MORE_TO_COME = 2;

    private static final int HEADER_BYTES = 16;
    private static final int MAX_BYTES = 48_000_000;

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** @param answered false where the client does not wait for an answer (write concern {@code w: 0}) */
    record Request(int id, boolean legacy, boolean answered, Document command) {}

    static Request read(DataInputStream in) throws IOException {
        int length = Integer.reverseBytes(in.readInt());
        if (length < HEADER_BYTES || length > MAX_BYTES) {
            throw new IOException("a message of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length - 4);
        if (bytes.length < length - 4) {
            throw new EOFException("the connection ended inside a message");
        }
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
        int id = buffer.readIntLE();
        buffer.readIntLE();
        int code = buffer.readIntLE();
        return switch (code) {
            case OP_QUERY -> query(id, buffer);
            case OP_MSG -> message(id, buffer);
            default -> throw new IOException("operation code " + code);
        };
    }

    private static Request query(int id, ByteBuf buffer) {
        buffer.readIntLE();
        String collection = BsonDecoder.decodeCString(buffer);
        buffer.skipBytes(8);
        Document command = BsonDecoder.decodeBson(buffer);
        if (command.get("$query") instanceof Document wrapped) {
            command = wrapped;
        }
        command.putIfAbsent("$db", collection.substring(0, collection.indexOf('.')));
        return new Request(id, true, true, command);
    }

    private static Request message(int id, ByteBuf buffer) throws IOException {
        int flags = buffer.readIntLE();
        int end = buffer.writerIndex() - ((flags & CHECKSUM_PRESENT) != 0 ? 4 : 0);
        Document command = new Document();
        Document sequences = new Document();
        while (buffer.readerIndex() < end) {
            byte kind = buffer.readByte();
            if (kind == 0) {
                command = BsonDecoder.decodeBson(buffer);
            } else if (kind == 1) {
                sequence(buffer, sequences);
            } else {
                throw new IOException("section of kind " + kind);
            }
        }
        command.putAll(sequences);
        return new Request(id, false, (flags & MORE_TO_COME) == 0, command);
    }

    private static void sequence(ByteBuf buffer, Document sequences) {
        int end = buffer.readerIndex() + buffer.getIntLE(buffer.readerIndex());
        buffer.readIntLE();
        String name = BsonDecoder.decodeCString(buffer);
        List<Document> documents = new ArrayList<>();
        while (buffer.readerIndex() < end) {
            documents.add(BsonDecoder.decodeBson(buffer));
        }
        sequences.put(name, documents);
    }

    static void write(OutputStream out, Request request, Document answer) throws IOException {
        ByteBuf buffer = Unpooled.buffer(1024);
        buffer.writeIntLE(0);
        buffer.writeIntLE(NUMBERS.incrementAndGet());
        buffer.writeIntLE(request.id());
        if (request.legacy()) {
            buffer.writeIntLE(OP_REPLY);
            buffer.writeIntLE(8); // "await capable", as every server since 1.6 says
            buffer.writeLongLE(0);
            buffer.writeIntLE(0);
            buffer.writeIntLE(1);
        } else {
            buffer.writeIntLE(OP_MSG);
            buffer.writeIntLE(0);
            buffer.writeByte(0);
        }
        BsonEncoder.encodeDocument(answer, buffer);
        buffer.setIntLE(0, buffer.writerIndex());
        buffer.readBytes(out, buffer.readableBytes());
        out.flush();
    }

    private Wire() {}
}
