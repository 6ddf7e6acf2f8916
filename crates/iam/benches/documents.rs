//! Policy documents a second, on one core: `cargo bench -p plangate-iam`.
//!
//! Policies of identities are those of AWS itself, which are longer than most; the others are typical ones.

#![allow(missing_docs, reason = "benchmarks")]

use divan::Bencher;
use divan::counter::ItemsCount;
use plangate_iam::{
    Document, Grants, Kind, conclude_identity, conclude_resource, conclude_trust, managed_policies, widened,
};

const TRUST: [&str; 2] = [
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}"#,
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
        "Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
        "Condition":{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"},
            "StringLike":{"token.actions.githubusercontent.com:sub":"repo:example/shop:*"}}}]}"#,
];

const RESOURCE: [&str; 2] = [
    r#"{"Version":"2012-10-17","Statement":[
        {"Sid":"Tls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::shop","arn:aws:s3:::shop/*"],
            "Condition":{"Bool":{"aws:SecureTransport":"false"}}},
        {"Sid":"Org","Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::shop","arn:aws:s3:::shop/*"],
            "Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}]}"#,
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage",
        "Resource":"arn:aws:sqs:eu-west-1:111122223333:orders","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:eu-west-1:111122223333:orders"}}}]}"#,
];

fn main() {
    divan::main();
}

fn identity() -> Vec<&'static str> {
    managed_policies().map(|policy| policy.document).collect()
}

fn each(bencher: Bencher<'_, '_>, texts: &[&str], run: impl Fn(&str) -> usize + Sync) {
    // What is read when it is first asked for is not part of it.
    texts.iter().for_each(|text| {
        run(text);
    });
    bencher.counter(ItemsCount::new(texts.len())).bench(|| texts.iter().map(|text| run(text)).sum::<usize>());
}

#[divan::bench]
fn identity_parse(bencher: Bencher<'_, '_>) {
    each(bencher, &identity(), |text| Document::parse(text, Kind::Identity).statements.len());
}

#[divan::bench]
fn identity_parse_and_conclude(bencher: Bencher<'_, '_>) {
    each(bencher, &identity(), |text| {
        let document = Document::parse(text, Kind::Identity);
        conclude_identity(&Grants::of(&document)).len()
    });
}

#[divan::bench]
fn identity_parse_and_compare(bencher: Bencher<'_, '_>) {
    each(bencher, &identity(), |text| {
        let document = Document::parse(text, Kind::Identity);
        widened(&Grants::default(), &Grants::of(&document)).len()
    });
}

#[divan::bench]
fn trust_parse_and_conclude(bencher: Bencher<'_, '_>) {
    each(bencher, &TRUST, |text| conclude_trust(&Document::parse(text, Kind::Trust)).len());
}

#[divan::bench]
fn resource_parse_and_conclude(bencher: Bencher<'_, '_>) {
    each(bencher, &RESOURCE, |text| conclude_resource(&Document::parse(text, Kind::Resource)).len());
}
