"""The moment of sending: the gate, the transport, the journal and the guards."""
