-- Where a failed execution can be taken up (the step of the outermost list that failed it), and for one that takes another
-- up: {jobId, stepId, key, sha256} of what that one left.
alter table jobs add column resumable_from text, add column resume jsonb;
