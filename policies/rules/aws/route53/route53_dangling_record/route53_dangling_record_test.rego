package rules.aws.route53.route53_dangling_record_test

import rego.v1

import data.rules.aws.route53.route53_dangling_record as rule

_record(values) := {"address": "aws_route53_record.r", "type": "aws_route53_record", "values": values, "unknown": {}}

_deletion(type, before) := {
	"section": "changes",
	"address": sprintf("%s.gone", [type]),
	"type": type,
	"actions": ["delete"],
	"before": before,
	"after": {},
}

_plan(record, changes) := {"resources": {"aws_route53_record": [_record(record)]}, "changes": changes}

_finding(path, name, type) := {
	"address": "aws_route53_record.r",
	"path": path,
	"msg": sprintf("`%s` leads to %s.gone, which is destroyed", [name, type]),
}

_bucket := _deletion("aws_s3_bucket", {"bucket": "www.example.com"})

_alias(name) := {"name": "www", "fqdn": "www.example.com", "alias": [{"name": name}]}

_website := "s3-website-eu-west-1.amazonaws.com"

test_deny_records_of_what_is_destroyed if {
	eip := _deletion("aws_eip", {"public_ip": "203.0.113.7"})
	address := rule.deny with input as _plan({"records": ["198.51.100.1", "203.0.113.7"]}, [eip])
	address == {_finding(["records", 1], "203.0.113.7", "aws_eip")}
	shop := "shop.eu-west-1.elasticbeanstalk.com"
	environment := _deletion("aws_elastic_beanstalk_environment", {"cname": "Shop.eu-west-1.elasticbeanstalk.com"})
	alias := rule.deny with input as _plan(_alias(shop), [environment])
	alias == {_finding(["alias", 0, "name"], shop, "aws_elastic_beanstalk_environment")}
	zone := _deletion("aws_route53_zone", {"name_servers": ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"]})
	delegation := rule.deny with input as _plan({"records": ["ns-2.awsdns-02.com."]}, [zone])
	delegation == {_finding(["records", 0], "ns-2.awsdns-02.com", "aws_route53_zone")}
}

test_deny_records_of_a_bucket_that_is_destroyed if {
	alias := rule.deny with input as _plan(_alias(_website), [_bucket])
	alias == {_finding(["alias", 0, "name"], _website, "aws_s3_bucket")}
	endpoint := sprintf("www.example.com.%s", [_website])
	cname := rule.deny with input as _plan({"name": "docs", "records": [endpoint]}, [_bucket])
	cname == {_finding(["records", 0], endpoint, "aws_s3_bucket")}
}

test_allow_records_of_what_stays if {
	update := object.union(_bucket, {"actions": ["update"]})
	replaced := object.union(_bucket, {"actions": ["delete", "create"]})
	forgotten := object.union(_bucket, {"actions": ["forget"]})
	found := rule.deny with input as _plan(_alias(_website), [update, replaced, forgotten])
	found == set()
	kept := object.union(_plan(_alias(_website), [_bucket]), {"resources": {
		"aws_route53_record": [_record(_alias(_website))],
		"aws_s3_bucket": [{"address": "aws_s3_bucket.renamed", "values": {"bucket": "www.example.com"}}],
	}})
	same := rule.deny with input as kept
	same == set()
}

test_allow_records_of_something_else if {
	other := _deletion("aws_s3_bucket", {"bucket": "example.com"})
	balancer := _deletion("aws_lb", {"dns_name": "lb-1.eu-west-1.elb.amazonaws.com"})
	bucket := rule.deny with input as _plan(_alias(_website), [other])
	bucket == set()
	found := rule.deny with input as _plan(_alias("lb-1.eu-west-1.elb.amazonaws.com"), [balancer])
	found == set()
}

test_allow_a_name_unknown_at_plan if {
	found := rule.deny with input as {
		"resources": {"aws_route53_record": [{
			"address": "aws_route53_record.r",
			"values": {"name": "www.example.com", "alias": [{}]},
			"unknown": {"alias": [{"name": true}]},
		}]},
		"changes": [_bucket],
	}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "changes": [_bucket]}
	found == set()
}
